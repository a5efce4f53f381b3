"""The pages: views that load through queries, call one action and answer."""
