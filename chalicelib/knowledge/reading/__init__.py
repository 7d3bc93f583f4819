"""What others wrote, made into text: pages, robots.txt, sitemaps, files. Nothing here calls or
stores anything; whatever comes in may be hostile, and each reader says what bounds it.

Needs the layer `documents`.
"""
