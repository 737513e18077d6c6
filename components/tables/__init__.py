"""Tables: small ones as HTML, long ones as AG Grid."""
