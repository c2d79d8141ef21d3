import ArgumentParser
import Ingest

extension DateOrder: ExpressibleByArgument {}
