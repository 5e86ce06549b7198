"""Pure text: no markup, no files, no network."""
