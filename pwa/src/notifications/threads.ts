/** Which notifications lie together: those of one inspection, issue or order, at the place of the newest; pure. */
export interface Threaded {
  id: string
  thread: string
}

export interface Thread<T extends Threaded> {
  id: string
  newest: T
  earlier: T[]
}

/** Groups lines that come newest first; the order of the groups is that of their newest lines. */
export function groupByThread<T extends Threaded>(lines: T[]): Thread<T>[] {
  const threads = new Map<string, Thread<T>>()
  for (const line of lines) {
    const thread = threads.get(line.thread)
    if (thread) thread.earlier.push(line)
    else threads.set(line.thread, { id: line.thread, newest: line, earlier: [] })
  }
  return [...threads.values()]
}
