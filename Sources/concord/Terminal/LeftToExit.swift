/// Leaves a value to the end of the process, which gives its memory back at once: to free thousands of provisions one by one
/// keeps the user waiting for nothing.
func leaveToExit<Value>(_ value: Value) {
  _ = Unmanaged.passRetained(Kept(value))
}

private final class Kept<Value> {
  let value: Value

  init(_ value: Value) { self.value = value }
}
