from publicservice.units import BASE, ONE, Unit, Vocabulary, unit
