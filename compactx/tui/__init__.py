"""The full-screen and the line browser."""
