import type { Socket } from 'node:net'

import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server'

import { type ReadMail, readMail } from '#lib/engines/vendors/testing/fake-notifier/read-mail.ts'
import { selfSigned } from '#lib/engines/vendors/testing/fake-notifier/self-signed.ts'

type FakeSmtpMail = ReadMail & {
  from: string
  to: string[]
  user: string
  secure: boolean
  raw: string
}

/** The server's answer at one place instead of its usual one; `drop` closes the connection, `hang` says nothing. */
type Scripted = { code: number; text: string } | 'drop' | 'hang'

type FakeSmtpState = {
  user: string
  password: string
  /** whom it takes mail for; everybody else is refused with 550 */
  mailboxes: Set<string>
  mails: FakeSmtpMail[]
  /** of the next message: at AUTH, MAIL FROM, after the whole message, or `lost`: kept, but never confirmed */
  next: { auth?: Scripted; mail?: Scripted; data?: Scripted | 'lost' }
  /** per recipient */
  recipients: Map<string, Scripted>
}

export type FakeSmtp = {
  url: string
  host: string
  port: number
  /** PEM of the certificate, which is its own authority */
  ca: string
  state: FakeSmtpState
  close: () => Promise<void>
}

export type FakeSmtpOptions = {
  /** `starttls`: AUTH only after it; `implicit`: TLS from the first byte; `none`: neither TLS nor AUTH */
  tls?: 'starttls' | 'implicit' | 'none'
  /** bytes */
  size?: number
  /** it takes mail from anybody and knows no AUTH */
  open?: boolean
}

const reply = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}

type Done = (error?: Error | null) => void

function play(scripted: Scripted, sockets: Set<Socket>, done: Done): void {
  if (scripted === 'hang') return
  if (scripted === 'drop') for (const socket of sockets) socket.destroy()
  else done(reply(scripted.code, scripted.text))
}

type Hooks = Pick<SMTPServerOptions, 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData'>

async function take(
  stream: SMTPServerDataStream,
  { envelope, user, secure }: SMTPServerSession,
): Promise<FakeSmtpMail> {
  const raw = await readAll(stream)
  if (stream.sizeExceeded) throw reply(552, '5.3.4 Message too big')
  return {
    ...readMail(raw),
    raw,
    user: String(user ?? ''),
    secure,
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
  }
}

function hooks(state: FakeSmtpState, sockets: Set<Socket>): Hooks {
  return {
    onAuth({ username, password }, _session, callback) {
      const { auth } = state.next
      delete state.next.auth
      if (auth) return play(auth, sockets, (error) => callback(error))
      if (username === state.user && password === state.password)
        return callback(null, { user: username })
      callback(reply(535, '5.7.8 Authentication credentials invalid'))
    },
    onMailFrom({ address }, _session, callback) {
      const { mail } = state.next
      delete state.next.mail
      if (mail) return play(mail, sockets, callback)
      callback(address.endsWith('@ear.test') ? null : reply(553, `5.7.1 <${address}> not yours`))
    },
    onRcptTo({ address }, _session, callback) {
      const scripted = state.recipients.get(address)
      if (scripted) return play(scripted, sockets, callback)
      if (state.mailboxes.has(address)) return callback()
      callback(reply(550, `5.1.1 <${address}> no such mailbox`))
    },
    onData(stream, session, callback) {
      const { data } = state.next
      delete state.next.data
      take(stream, session).then(
        (mail) => {
          if (data !== undefined && data !== 'lost') return play(data, sockets, callback)
          state.mails.push(mail)
          if (data === 'lost') play('drop', sockets, callback)
          else callback(null, `queued as ${state.mails.length}`)
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      )
    },
  }
}

function createServer(state: FakeSmtpState, options: FakeSmtpOptions, sockets: Set<Socket>) {
  const { tls = 'starttls', size = 200_000, open = tls === 'none' } = options
  const { certificate, key } = selfSigned()
  const server = new SMTPServer({
    name: 'peer.test',
    cert: certificate,
    key,
    secure: tls === 'implicit',
    size,
    authMethods: ['PLAIN', 'LOGIN'],
    authOptional: open,
    disabledCommands: [...(tls === 'none' ? ['STARTTLS'] : []), ...(open ? ['AUTH'] : [])],
    disableReverseLookup: true,
    closeTimeout: 1,
    logger: false,
    ...hooks(state, sockets),
  })
  // A client that breaks off, or refuses our certificate, is no fault of the peer.
  server.on('error', () => undefined)
  return { server, certificate }
}

/** A real SMTP server that asks for TLS and a login, knows its mailboxes, and keeps what it took. */
export async function startFakeSmtp(options: FakeSmtpOptions = {}): Promise<FakeSmtp> {
  const state: FakeSmtpState = {
    user: 'earshot',
    password: 'peer-password',
    mailboxes: new Set(['qa@team.test', 'lead@team.test']),
    mails: [],
    next: {},
    recipients: new Map(),
  }
  const sockets = new Set<Socket>()
  const { server, certificate } = createServer(state, options, sockets)
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the peer has no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    host: '127.0.0.1',
    port: address.port,
    ca: certificate,
    state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
