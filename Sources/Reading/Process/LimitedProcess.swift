import CLinux
import Glibc
import Synchronization

/// A child process that may cost only so much: processor time, time on the clock, address space and output.
///
/// The kernel keeps the child to processor time and address space (`prlimit`, set as it starts); this process itself watches
/// clock and output, and kills the child when it goes over. The child gets its own process group, an environment of four
/// variables, no input but the bytes given, and no open file of ours; it can write no file.
struct LimitedProcess: Sendable {
  var program: String
  var arguments: [String] = []
  var processorSeconds: Int
  var wallSeconds: Int
  /// Bytes of address space.
  var memory: Int
  /// Bytes of standard output.
  var outputSize: Int

  init(_ program: String, _ arguments: [String], limits: ReadingLimits, outputSize: Int? = nil) {
    self.program = program
    self.arguments = arguments
    processorSeconds = limits.processorSeconds
    wallSeconds = limits.wallSeconds
    memory = limits.memory
    self.outputSize = outputSize ?? limits.textSize
  }

  enum End: Sendable, Hashable {
    case exited(Int32)
    /// Ended by a signal of its own making (a crash).
    case signalled(Int32)
    case processorTime
    case wallTime
    case output
    /// The task that waited was cancelled.
    case cancelled
  }

  struct Result: Sendable {
    var end: End
    /// What it wrote before it ended, at most `outputSize` bytes.
    var output: [UInt8]
    /// The first 64 kB of what it wrote to standard error.
    var messages: [UInt8]
  }

  /// A program that could not be started.
  struct StartFailure: Error, Sendable, CustomStringConvertible {
    var program: String
    var reason: String

    var description: String { "\(program) could not be started (\(reason))." }
  }

  /// Whether a program of this name is in one of the folders where the system keeps programs.
  static func isInstalled(_ program: String) -> Bool {
    path(of: program) != nil
  }

  /// Programs are looked for in the system's folders first, so that a folder of the user cannot replace them unnoticed.
  static func path(of program: String) -> String? {
    var folders = ["/usr/bin", "/bin", "/usr/local/bin"]
    if let path = getenv("PATH") {
      folders += String(cString: path).split(separator: ":").map(String.init)
    }
    for folder in folders where folder.utf8.first == UInt8(ascii: "/") {
      let candidate = folder + "/" + program
      if access(candidate, X_OK) == 0 { return candidate }
    }
    return nil
  }

  /// Runs the program to its end or to a limit.
  ///
  /// - Parameters:
  ///   - input: bytes for its standard input.
  ///   - path: one more, last-but-`following` argument given as the system's bytes, for a file name that may not be UTF-8.
  func run(input: [UInt8] = [], path: SourceFile? = nil, following: [String] = [])
    throws(StartFailure) -> Result
  {
    guard let program = Self.path(of: program) else {
      throw StartFailure(program: program, reason: "not installed")
    }
    var words = [program] + arguments
    words.removeAll { $0.utf8.contains(0) }
    var vector: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    if let path { vector.append(path.withPath { strdup($0) }) }
    vector += following.map { strdup($0) }
    vector.append(nil)
    defer { for word in vector { free(word) } }
    let child = try Child(program, vector, limits: self, hasInput: !input.isEmpty)
    return child.watch(self, input: input)
  }
}

/// A running child with our ends of its pipes.
private struct Child {
  let pid: pid_t
  var input: CInt = -1
  let output: CInt
  let messages: CInt

  /// Between `pipe` and `fcntl` another thread must not start a child, or that child would hold our pipe open.
  private static let starting = Mutex<Void>(())

  init(
    _ program: String, _ vector: [UnsafeMutablePointer<CChar>?], limits: LimitedProcess,
    hasInput: Bool
  ) throws(LimitedProcess.StartFailure) {
    let started = Self.starting.withLock { _ in
      Self.start(program, vector, hasInput: hasInput)
    }
    switch started {
    case .success(let child): self = child
    case .failure(let failure): throw failure
    }
    if let code = limit(limits) {
      kill(-pid, SIGKILL)
      _ = watch(limits, input: [])
      throw .init(program: program, reason: String(cString: strerror(code)))
    }
  }

  /// Sets what the kernel watches.
  ///
  /// - Returns: the number of an error; nil when the limits are set, or the child has ended already.
  private func limit(_ limits: LimitedProcess) -> CInt? {
    let seconds = rlim_t(limits.processorSeconds)
    let memory = rlim_t(limits.memory)
    let none = rlimit(rlim_cur: 0, rlim_max: 0)
    for (resource, most) in [
      (RLIMIT_AS, rlimit(rlim_cur: memory, rlim_max: memory)), (RLIMIT_FSIZE, none),
      (RLIMIT_CORE, none), (RLIMIT_CPU, rlimit(rlim_cur: seconds, rlim_max: seconds + 2)),
    ] {
      var most = most
      if prlimit(pid, CInt(resource.rawValue), &most, nil) != 0, errno != ESRCH { return errno }
    }
    return nil
  }

  private init(pid: pid_t, input: CInt, output: CInt, messages: CInt) {
    self.pid = pid
    self.input = input
    self.output = output
    self.messages = messages
  }

  private static func start(
    _ program: String, _ vector: [UnsafeMutablePointer<CChar>?], hasInput: Bool
  ) -> Swift.Result<Child, LimitedProcess.StartFailure> {
    var pipes: [CInt] = []
    func failure(_ code: CInt) -> Swift.Result<Child, LimitedProcess.StartFailure> {
      for end in pipes { close(end) }
      return .failure(.init(program: program, reason: String(cString: strerror(code))))
    }
    for _ in 0..<3 {
      var pair: [CInt] = [-1, -1]
      guard pipe(&pair) == 0 else { return failure(errno) }
      pipes += pair
    }
    for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    if hasInput {
      posix_spawn_file_actions_adddup2(&actions, pipes[0], 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, pipes[3], 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[5], 2)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var environment: [UnsafeMutablePointer<CChar>?] = [
      strdup("PATH=/usr/bin:/bin"), strdup("LC_ALL=C.UTF-8"), strdup("OMP_THREAD_LIMIT=1"),
    ]
    if let data = getenv("TESSDATA_PREFIX") {
      environment.append(strdup("TESSDATA_PREFIX=" + String(cString: data)))
    }
    environment.append(nil)
    defer { for word in environment { free(word) } }

    var pid = pid_t()
    let code = posix_spawn(&pid, program, &actions, &attributes, vector, environment)
    guard code == 0 else { return failure(code) }
    for end in [pipes[0], pipes[3], pipes[5]] { close(end) }
    if !hasInput { close(pipes[1]) }
    return .success(
      Child(
        pid: pid, input: hasInput ? pipes[1] : -1, output: pipes[2], messages: pipes[4]))
  }

  /// Feeds and drains the child until it ends or goes over a limit; leaves no process and no descriptor behind.
  func watch(_ limits: LimitedProcess, input bytes: [UInt8]) -> LimitedProcess.Result {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(limits.wallSeconds)
    var result = LimitedProcess.Result(end: .exited(0), output: [], messages: [])
    var over: LimitedProcess.End?
    var sent = 0
    var input = input
    if input >= 0 { _ = fcntl(input, F_SETFL, O_NONBLOCK) }
    var ends = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
      pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
    ]
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { chunk.deallocate() }

    while ends[0].fd >= 0 || ends[1].fd >= 0 {
      if clock.now >= deadline { over = .wallTime }
      if Task.isCancelled { over = .cancelled }
      if over != nil { break }
      guard poll(&ends, nfds_t(ends.count), 100) > 0 else { continue }
      for index in 0..<2 where ends[index].revents != 0 {
        let got = read(ends[index].fd, chunk.baseAddress, chunk.count)
        if got > 0 {
          let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(chunk)[..<got])
          if index == 0 {
            let room = limits.outputSize - result.output.count
            result.output.append(contentsOf: bytes.prefix(room))
            if got > room { over = .output }
          } else if result.messages.count < 64 << 10 {
            result.messages.append(contentsOf: bytes)
          }
        } else if got == 0 || errno != EINTR {
          ends[index].fd = -1
        }
      }
      if input >= 0, ends[2].revents != 0 {
        let wrote = bytes.withUnsafeBytes { bytes in
          send(bytes, from: sent, to: input)
        }
        if wrote > 0 { sent += wrote }
        if sent == bytes.count || (wrote < 0 && errno != EAGAIN && errno != EINTR) {
          close(input)
          input = -1
          ends[2].fd = -1
        }
      }
    }
    close(output)
    close(messages)
    if input >= 0 { close(input) }
    let status = reap(killing: over != nil, deadline: deadline, over: &over)
    result.end = over ?? Self.end(status)
    return result
  }

  /// Writes without the signal that a closed pipe would raise, which would end this process.
  private func send(_ bytes: UnsafeRawBufferPointer, from start: Int, to descriptor: CInt) -> Int {
    var pipe = sigset_t()
    var before = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let count = min(bytes.count - start, 64 << 10)
    let wrote = write(descriptor, bytes.baseAddress! + start, count)
    let failure = errno
    if wrote < 0, failure == EPIPE {
      var none = timespec(tv_sec: 0, tv_nsec: 0)
      _ = sigtimedwait(&pipe, nil, &none)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = failure
    return wrote
  }

  /// Waits for the child. One that closed its output but goes on is killed at the deadline.
  private func reap(
    killing: Bool, deadline: ContinuousClock.Instant, over: inout LimitedProcess.End?
  ) -> CInt {
    if killing { kill(-pid, SIGKILL) }
    var status: CInt = 0
    var pause: UInt32 = 100
    while true {
      let ended = waitpid(pid, &status, killing ? 0 : WNOHANG)
      if ended == pid || (ended < 0 && errno != EINTR) { return status }
      if over == nil, ContinuousClock.now >= deadline {
        over = .wallTime
        kill(-pid, SIGKILL)
      }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
  }

  private static func end(_ status: CInt) -> LimitedProcess.End {
    let signal = status & 0x7F
    if signal == 0 { return .exited((status >> 8) & 0xFF) }
    return signal == SIGXCPU || signal == SIGKILL ? .processorTime : .signalled(signal)
  }
}
