"""What SMS and WhatsApp through Twilio share: signature, requests, reports, error codes."""
