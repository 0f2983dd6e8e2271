import type { Socket } from 'node:net'

type Done = (error?: Error | null) => void

/** ms for which reading may go on after a write that failed; what had arrived is read in far less. */
const holdMs = 100

/** Calls `done` once nothing more can be read, or `holdMs` have passed. */
function afterReading(socket: Socket, done: () => void): void {
  const settle = () => {
    clearTimeout(timer)
    socket.off('end', soon).off('close', settle)
    done()
  }
  // The end of the stream is told before those who read it have taken what came with it.
  const soon = () => void setImmediate(settle)
  const timer = setTimeout(settle, holdMs)
  socket.once('end', soon).once('close', settle)
}

/**
 * Lets a socket that cannot be written to any more be read to its end before it fails. A peer that answers early and hangs up
 * makes our next write fail (EPIPE, ECONNRESET); Node then drops what has arrived and was not read yet, which is the answer.
 */
export function holdWriteErrors(socket: Socket): void {
  const held =
    (done: Done): Done =>
    (error) =>
      error ? afterReading(socket, () => done(error)) : done(error)
  const write = socket._write.bind(socket)
  socket._write = (chunk, encoding, done) => write(chunk, encoding, held(done))
  const writev = socket._writev?.bind(socket)
  if (writev) socket._writev = (chunks, done) => writev(chunks, held(done))
}
