"""Every reason for which an input is not used, each with what to do about it."""

from __future__ import annotations

from typing import Final

from lagebild.collect.draft import Refusal

MISSING: Final = Refusal("there is no such file or folder", "check the spelling; put ./ before a name such as {shown}")
UNREADABLE: Final = Refusal("it could not be opened: {error}", "check the permissions, then run the command again")
EMPTY_FOLDER: Final = Refusal("the folder holds no file", "name a folder with articles in it")
NOT_REGULAR: Final = Refusal("it is no regular file", "copy what it holds into a file")
OUTSIDE: Final = Refusal("it is a link that leaves the folder", "name the linked file itself as an input")
SCHEME: Final = Refusal(
    "addresses of the kind {scheme}: are not fetched",
    "use an http or https address, or save the page and name the file",
)
EMPTY: Final = Refusal("it is empty", "nothing to do, or fetch it again")
NO_WORDS: Final = Refusal("it holds no words", "nothing to do if it is a picture or a chart; otherwise save it as text")
NOT_TEXT: Final = Refusal("it is not text but {kind}", "convert it to text or HTML first, for example with {tool}")
TOO_LARGE: Final = Refusal(
    "it is larger than the {limit} bytes allowed",
    "split it, or turn it into JSONL with one article a line",
)
TOO_MANY_TAGS: Final = Refusal("the page has {count} tags, {limit} are allowed", "save the article as a text file")
TOO_LONG: Final = Refusal(
    "its text has {length} characters, {limit} are allowed", "split it into articles, one a file or one a JSONL line"
)
INFLATED: Final = Refusal(
    "it unpacks to more than {ratio} times its size, as archives made to fill a memory do",
    "unpack it yourself and look at it if you trust its origin",
)
CUT: Final = Refusal(
    "the compressed data ends early or is damaged; what came before it was read", "fetch or copy the file again"
)
ARCHIVE_DAMAGED: Final = Refusal(
    "the web archive ends early or is damaged; what came before it was read", "fetch or copy the file again"
)
NOT_PAGES: Final = Refusal("{count} records of the archive are no pages ({kinds})", "nothing to do")
HTTP_STATUS: Final = Refusal("the server answered {status}", "check the address in a browser")
BAD_JSON: Final = Refusal("it is not valid JSON: {error}", "correct it; each line must hold one object")
NOT_OBJECT: Final = Refusal("it is JSON but no article: {what}", 'give one object with "id" and "text" a line')
NO_TEXT: Final = Refusal("the record has no text; its fields are: {fields}", 'put the text in the field "text"')
LINK_ONLY: Final = Refusal(
    "the record gives only the address {url}", "run again and allow addresses in files to be fetched (--fetch)"
)
BAD_TABLE: Final = Refusal("the row cannot be read: {error}", "correct the row; commas and quotation marks must match")
GAVE_UP: Final = Refusal(
    "the last {count} records could not be used, so the rest was left unread",
    "correct the file or remove what is no article",
)
NO_COLUMNS: Final = Refusal(
    "the table has neither a column for text nor one for addresses; its columns are: {fields}",
    'name the column with the text "text"',
)
NO_ARTICLE: Final = Refusal("no article text was found on the page", "save the text of the article as a text file")
PAGE_FAILED: Final = Refusal(
    "the page could not be taken apart: {error}", "save the text of the article as a text file"
)
PAYWALL: Final = Refusal(
    "only the teaser before a paywall is there", "save the full article from your subscription and name that file"
)
CONSENT: Final = Refusal(
    "it is a page asking for consent to cookies or tracking, not the article",
    "open it in a browser, agree or refuse, and save the article",
)
LANGUAGE: Final = Refusal(
    "its language '{language}' is not read; these are: {languages}",
    "if that is wrong, name the language with --language",
)
MAIL_FAILED: Final = Refusal("the message could not be taken apart: {error}", "save its text as a text file")
TOO_MANY_PARTS: Final = Refusal(
    "the message has more than {parts} parts or {lines} lines", "save its text as a text file"
)
ATTACHMENT: Final = Refusal("attachments are not read ({kind})", "save the attachment and name it as an input")
NO_ENTRIES: Final = Refusal("the feed has no entries", "check the address of the feed")
FEED_FAILED: Final = Refusal("the feed could not be read: {error}", "check the address of the feed")
MORE_ENTRIES: Final = Refusal(
    "{count} further entries were left out, {limit} are taken from one feed", "split the feed"
)
NO_FEEDS: Final = Refusal("the OPML list names no feed", "export it again from the feed reader")
LISTED_FEEDS: Final = Refusal(
    "it is a list of {count} feeds found in a folder; feeds are fetched only if you ask", "name this file as an input"
)
FEED_LOOP: Final = Refusal("it is a list of feeds inside a list of feeds", "name it as an input of its own")
BAD_URL: Final = Refusal("the address is not valid: {error}", "check the spelling of the address")
PRIVATE: Final = Refusal(
    "its server {host} has the address {address}, which is not on the public internet",
    "save the page and name the file",
)
UNRESOLVED: Final = Refusal("the server {host} was not found", "check the spelling and the network connection")
UNREACHABLE: Final = Refusal("the server {host} did not answer: {error}", "try again later")
SLOW: Final = Refusal("it took longer than {limit} seconds", "try again later")
ROBOTS: Final = Refusal(
    "robots.txt of {host} does not allow fetching it", "ask the publisher, or save the page by hand and name the file"
)
REDIRECTS: Final = Refusal("it was passed on more than {limit} times", "name the address it ends at")
