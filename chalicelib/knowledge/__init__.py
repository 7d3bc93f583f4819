"""Knowledge: what a company knows: its articles, and what it answered before."""
