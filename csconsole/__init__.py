"""csconsole: a desktop console for the customer-service agents of online shops."""

__version__ = "0.1.0"
