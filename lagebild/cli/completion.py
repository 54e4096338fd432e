"""`lagebild completion`: completion for the user's shell."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from lagebild.cli import FINE, build_app
from lagebild.cli.session import current_session


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(help="The shell.")],
    /,
) -> int:
    """Print the completion script for a shell.

    For bash: lagebild completion bash > ~/.local/share/bash-completion/completions/lagebild
    """
    print(build_app(current_session().say).generate_completion(prog_name="lagebild", shell=shell))
    return FINE
