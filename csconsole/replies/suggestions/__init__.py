"""The replies that answer a buyer's message: words first, meaning where an encoder is at hand."""
