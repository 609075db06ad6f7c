"""Staff web pages, the staff API, and the customers' private pages."""
