import { createServer, type Server } from 'node:net'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { email } from '#lib/engines/vendors/email/email.ts'
import { createIo } from '#lib/engines/vendors/io.ts'
import { faultOf } from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  type FakeSmtp,
  startFakeSmtp,
} from '#lib/engines/vendors/testing/fake-notifier/fake-smtp.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { Io, Message, SendOptions } from '#lib/engines/vendors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let peer: FakeSmtp

beforeAll(async () => {
  peer = await startFakeSmtp()
})
beforeEach(() => {
  peer.state.mails.length = 0
  peer.state.next = {}
  peer.state.recipients.clear()
})
afterAll(() => peer.close())

const message = (over: Partial<Message> = {}): Message => ({
  event: 'test_run_complete',
  severity: 'critical',
  outcome: 'failure',
  title: 'Größe & <Wetter> 😀',
  summary: 'Two cases\nare new.',
  facts: [{ label: 'Passed', value: '37 of 40' }],
  items: Array.from({ length: 87 }, (_, at) => ({
    text: `case-${at}`,
    url: 'https://ear.test/e/1',
  })),
  url: 'https://ear.test/runs/1',
  mentions: [],
  data: {},
  ...over,
})

type Settings = { config?: object; secrets?: object; io?: Io; at?: FakeSmtp }

function settings({ config = {}, secrets = {}, at = peer }: Settings) {
  return [
    {
      host: at.host,
      port: at.port,
      username: at.state.user,
      from: 'earshot@ear.test',
      recipients: ['qa@team.test'],
      ca_certificate: at.ca,
      ...config,
    },
    { password: at.state.password, ...secrets },
  ] as const
}

function send(over: Settings & { options?: Partial<SendOptions>; message?: Message } = {}) {
  const notifier = email.notifier?.(...settings(over), over.io ?? openTestIo('email'))
  if (!notifier) throw new Error('no notifier')
  const options = { key: 'run 1', thread: null, update: false, ...over.options }
  return notifier.send(over.message ?? message(), options)
}
const check = (over: Settings = {}) => email.check(...settings(over), openTestIo('email'))

test('a refused login is told in the words of the server and is not tried again', async () => {
  const fault = await faultOf(send({ secrets: { password: 'wrong' } }))
  expect(fault).toMatchObject({ fault: 'authentication', retryable: false, maybeExecuted: false })
  expect(fault.detail).toContain('535 5.7.8 Authentication credentials invalid')
  expect(peer.state.mails).toEqual([])
})

test('a refused recipient is told, and nobody else is promised anything', async () => {
  const fault = await faultOf(send({ config: { recipients: ['nobody@team.test'] } }))
  expect(fault).toMatchObject({ fault: 'client_error', retryable: false })
  expect(fault.detail).toContain('nobody@team.test: 550 5.1.1')
})

test('the peer takes no mail without TLS and a login', async () => {
  const fault = await faultOf(send({ config: { tls: 'none', username: undefined } }))
  expect(fault).toMatchObject({ fault: 'authentication', retryable: false })
  expect(peer.state.mails).toEqual([])
})

test('a mail arrives over STARTTLS, readable as text and as HTML', async () => {
  const io = openTestIo('email', { secrets: [peer.state.password] })
  const sent = await send({ io })
  expect(sent.detail).toContain('for 1 of 1: 250')
  const [mail] = peer.state.mails
  expect(mail).toMatchObject({
    from: 'earshot@ear.test',
    to: ['qa@team.test'],
    secure: true,
    user: 'earshot',
    subject: '[Earshot] Größe & <Wetter> 😀',
  })
  expect(mail?.headers['auto-submitted']).toBe('auto-generated')
  expect(mail?.headers['from']).toBe('Earshot <earshot@ear.test>')
  expect(mail?.text).toContain('Passed: 37 of 40')
  expect(mail?.text).toContain('... and 37 more')
  expect(mail?.html).toContain('Größe &amp; &lt;Wetter&gt; 😀')
  expect(mail?.html).toContain('Two cases<br>are new.')
  expect(mail?.html).not.toMatch(/<img|src=|url\(/)
  const [exchange] = io.exchanges()
  expect(exchange).toMatchObject({ operation: 'send', request: `SMTP ${peer.host}:${peer.port}` })
  expect(exchange?.sent).toContain('STARTTLS')
  const encoded = Buffer.from(`\0earshot\0${peer.state.password}`).toString('base64')
  expect(JSON.stringify(io.exchanges())).not.toMatch(peer.state.password)
  expect(JSON.stringify(io.exchanges())).not.toContain(encoded)
})

test('the same key has the same Message-ID; a thread refers to its first mail', async () => {
  const first = await send()
  await send()
  await send({ options: { key: 'run 2', thread: first.thread ?? null } })
  const ids = peer.state.mails.map(({ headers }) => headers['message-id'])
  expect(ids[0]).toMatch(/^<[0-9a-f]{40}@ear\.test>$/)
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
  expect(peer.state.mails[2]?.headers).toMatchObject({
    'in-reply-to': ids[0],
    references: ids[0],
  })
})

test('one refused recipient of two does not hold the mail back, and is told', async () => {
  const sent = await send({ config: { recipients: ['lead@team.test', 'gone@team.test'] } })
  expect(sent.detail).toContain('for 1 of 2')
  expect(sent.detail).toContain('not to gone@team.test: 550 5.1.1')
  expect(peer.state.mails[0]?.to).toEqual(['lead@team.test'])
})

test.each([
  'b@y.test\r\nRCPT TO:<evil@z.test>',
  'b@y.test, evil@z.test',
  'b@y.test;evil@z.test',
  'B <b@y.test>',
  '"b@y.test,evil"@z.test',
  'b@y.test\n',
  'b@y.test\u0000',
  'b',
])('the recipient %j is refused before it reaches the library', (recipient) => {
  const [config] = settings({ config: { recipients: [recipient] } })
  expect(email.config.safeParse(config).success).toBe(false)
  expect(
    email.config.safeParse({ ...config, recipients: ['q@t.test'], from: recipient }).success,
  ).toBe(false)
})

test('a subject cannot add headers', async () => {
  await send({ message: message({ title: 'x\r\nBcc: evil@z.test' }) })
  expect(peer.state.mails[0]?.headers['bcc']).toBeUndefined()
  expect(peer.state.mails[0]?.subject).toBe('[Earshot] x Bcc: evil@z.test')
})

test('a password without encryption is refused as a setting', () => {
  const [config] = settings({ config: { tls: 'none' } })
  expect(email.config.safeParse(config).error?.issues[0]?.path).toEqual(['tls'])
})

describe('what may be repeated', () => {
  test.each([
    ['a greylisted recipient', 'recipient', 451, '4.7.1 Greylisted', true],
    ['a sender refused for now', 'mail', 450, '4.2.0 Later', true],
    ['a refused sender', 'mail', 553, '5.7.1 Not yours', false],
    ['a login that fails for now', 'auth', 454, '4.7.0 Try later', true],
    ['a message refused for now', 'data', 452, '4.3.1 Disk full', true],
    ['a refused message', 'data', 554, '5.7.1 Spam', false],
  ] as const)('%s', async (_name, place, code, text, retryable) => {
    if (place === 'recipient') peer.state.recipients.set('qa@team.test', { code, text })
    else peer.state.next = { [place]: { code, text } }
    const fault = await faultOf(send())
    expect(fault).toMatchObject({ retryable, maybeExecuted: false })
    expect(fault.detail).toContain(`${code} ${text}`)
  })

  test.each(['auth', 'mail'] as const)('silence or a reset at %s: nothing was sent', async (at) => {
    peer.state.next = { [at]: 'drop' }
    expect(await faultOf(send())).toMatchObject({
      fault: 'reset',
      retryable: true,
      maybeExecuted: false,
    })
    peer.state.next = { [at]: 'hang' }
    const hung = await faultOf(send({ config: { timeout_ms: 200 } }))
    expect(hung).toMatchObject({ fault: 'timeout', retryable: true, maybeExecuted: false })
  })

  test('silence or a reset after DATA: nobody knows', async () => {
    peer.state.next = { data: 'lost' }
    expect(await faultOf(send())).toMatchObject({ fault: 'reset', maybeExecuted: true })
    expect(peer.state.mails).toHaveLength(1)
    peer.state.next = { data: 'hang' }
    const hung = await faultOf(send({ config: { timeout_ms: 200 } }))
    expect(hung).toMatchObject({ fault: 'timeout', maybeExecuted: true })
  })

  test('a cancelled send ends at once', async () => {
    const stop = new AbortController()
    peer.state.next = { mail: 'hang' }
    const sending = faultOf(send({ io: openTestIo('email', { signal: stop.signal }) }))
    await expect.poll(() => peer.state.next.mail).toBeUndefined()
    stop.abort()
    expect(await sending).toMatchObject({ fault: 'cancelled', maybeExecuted: false })
  })
})

test('a message larger than the server takes is refused for good', async () => {
  const small = await startFakeSmtp({ size: 1_000 })
  const fault = await faultOf(send({ at: small }))
  expect(fault).toMatchObject({ fault: 'client_error', retryable: false, maybeExecuted: false })
  await small.close()
})

describe('encryption', () => {
  test('a certificate of an unknown authority is refused', async () => {
    const fault = await faultOf(send({ config: { ca_certificate: undefined } }))
    expect(fault).toMatchObject({ fault: 'tls', retryable: false, maybeExecuted: false })
    expect(fault.detail).toContain('self-signed certificate')
  })

  test('a certificate of another host is refused', async () => {
    const direct = openTestIo('email')
    const io: Io = {
      fetch: (operation) => direct.fetch(operation),
      note: (entry) => direct.note(entry),
      signal: direct.signal,
      connect: (operation, address) => direct.connect(operation, { ...address, host: peer.host }),
    }
    const fault = await faultOf(send({ config: { host: 'mail.test' }, io }))
    expect(fault).toMatchObject({ fault: 'tls', retryable: false })
    expect(fault.detail).toContain('altnames')
  })

  test('a certificate on one line is read', async () => {
    await send({ config: { ca_certificate: peer.ca.replaceAll('\n', '') } })
    expect(peer.state.mails).toHaveLength(1)
  })

  test('a server without STARTTLS gets neither login nor mail', async () => {
    const bare = await startFakeSmtp({ tls: 'none' })
    const fault = await faultOf(send({ at: bare }))
    expect(fault).toMatchObject({ fault: 'tls', retryable: false })
    expect(bare.state.mails).toEqual([])
    await bare.close()
  })

  test('a server that hides its login gets no mail without one', async () => {
    const open = await startFakeSmtp({ open: true })
    const fault = await faultOf(send({ at: open }))
    expect(fault).toMatchObject({ retryable: false, maybeExecuted: false })
    expect(open.state.mails).toEqual([])
    await open.close()
  })

  test('implicit TLS, and a relay without TLS or login', async () => {
    const implicit = await startFakeSmtp({ tls: 'implicit' })
    await send({ at: implicit, config: { tls: 'implicit' } })
    expect(implicit.state.mails[0]?.secure).toBe(true)
    await implicit.close()
    const relay = await startFakeSmtp({ tls: 'none' })
    await send({ at: relay, config: { tls: 'none', username: undefined } })
    expect(relay.state.mails).toHaveLength(1)
    await relay.close()
  })
})

describe('before the server says anything', () => {
  const listen = async (server: Server) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }

  test('silence, a reset and a closed port', async () => {
    const quiet = createServer()
    const port = await listen(quiet)
    const hung = await faultOf(send({ config: { port, timeout_ms: 200 } }))
    expect(hung).toMatchObject({ fault: 'timeout', retryable: true, maybeExecuted: false })
    quiet.on('connection', (socket) => socket.destroy())
    const reset = await faultOf(send({ config: { port } }))
    expect(reset).toMatchObject({ fault: 'reset', retryable: true, maybeExecuted: false })
    await new Promise((resolve) => quiet.close(resolve))
    const closed = await faultOf(send({ config: { port } }))
    expect(closed).toMatchObject({ fault: 'connect', retryable: true, maybeExecuted: false })
  })

  test('an address in a private network is refused by the guard', async () => {
    const io = createIo({
      kind: 'email',
      connectionId: 'guarded',
      signal: new AbortController().signal,
      secrets: [],
      guard: createGuard({ allowedHosts: [] }),
    })
    expect(await faultOf(send({ io }))).toMatchObject({ fault: 'configuration', retryable: false })
  })
})

test('the check logs in and sends nothing', async () => {
  expect(await check()).toMatchObject({ ok: true })
  const refused = await check({ secrets: { password: 'wrong' } })
  expect(refused).toMatchObject({ ok: false })
  expect(refused.reply).toContain('535')
  expect((await check({ secrets: { password: undefined } })).detail).toContain('store the password')
  expect(peer.state.mails).toEqual([])
})
