"""One small profile per CMS family."""
