"""The same questions over the same passages through other libraries with the same encoder, beside ours."""
