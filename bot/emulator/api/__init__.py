"""LINE's HTTP interface: tables of endpoints, and the gate every call passes."""
