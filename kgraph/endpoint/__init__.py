"""SPARQL over HTTP without a web framework: queries in processes that can be ended, and graphs.

``protocol`` reads a request and says what was asked, ``pool`` hands it to a process of ``nursery``,
``keeper`` holds a store of the user's own, ``description`` tells programs what is here.
"""
