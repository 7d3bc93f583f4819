"""The visitor's side of website chat. A widget is a channel of kind webchat."""
