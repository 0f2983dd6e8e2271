// An agent's server for the telephone benchmark: takes calls, reads their audio, says nothing. It tells its port.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('listening', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
server.on('connection', (socket) => {
  socket.on('message', () => undefined)
  socket.on('error', () => undefined)
})
