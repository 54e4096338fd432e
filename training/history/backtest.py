def run_backtests(folder):
    return {}
