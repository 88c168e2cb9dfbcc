"""The site: pages and data over HTTP. Nothing else knows the web framework."""
