"""DPA Manager: processing agreements (GDPR Art. 28) kept by a processor for its clients."""
