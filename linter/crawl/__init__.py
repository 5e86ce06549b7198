"""The crawl: discovery, frontier, robots, guarded fetch, spider. The only asynchronous code."""
