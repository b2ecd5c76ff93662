"""The tests: unit, integration, api, contract, faults and the tooling itself."""
