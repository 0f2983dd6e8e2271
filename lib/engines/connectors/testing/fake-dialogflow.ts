import { createVerify, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { z } from 'zod'

import {
  type Agent,
  createAgent,
  Refusal,
  RestRequest,
} from '#lib/engines/connectors/testing/fake-dialogflow-agent.ts'
import { startFakeGrpc } from '#lib/engines/connectors/testing/fake-dialogflow-grpc.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

const dialogflowAgent = {
  project_id: 'peer-project',
  location: 'europe-west1',
  agent_id: '11111111-2222-3333-4444-555555555555',
}

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const strangerKey = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey
const email = 'earshot@peer-project.iam.gserviceaccount.com'

const Header = z.strictObject({
  alg: z.literal('RS256'),
  typ: z.literal('JWT'),
  kid: z.literal('peer-key-id'),
})
const Claims = z.strictObject({
  iss: z.literal(email),
  scope: z.literal('https://www.googleapis.com/auth/dialogflow'),
  aud: z.url(),
  iat: z.int(),
  exp: z.int(),
})

/** Hands out tokens for JWTs that are signed with the service account's key (RFC 7523). */
class FakeTokenServer {
  readonly #valid = new Set<string>()
  url = ''
  granted = 0

  check(authorization: string | undefined): void {
    const [scheme, token = ''] = authorization?.split(' ') ?? []
    if (scheme !== 'Bearer' || !this.#valid.has(token))
      throw new Refusal('UNAUTHENTICATED', 'the request has no valid access token')
  }

  /** No token is valid any more. */
  revoke(): void {
    this.#valid.clear()
  }

  grant(request: IncomingMessage, body: string): object {
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded')
      throw new Error('a form, please')
    const form = new URLSearchParams(body)
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      throw new Error('another grant_type')
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
    const right = createVerify('RSA-SHA256')
      .update(`${head}.${claims}`)
      .verify(keys.publicKey, Buffer.from(signature, 'base64url'))
    if (!right) throw new Error('Invalid JWT Signature.')
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
    Header.parse(read(head))
    const { aud, iat, exp } = Claims.parse(read(claims))
    const now = Date.now() / 1_000
    if (aud !== this.url || Math.abs(now - iat) > 60 || exp - iat > 3_600)
      throw new Error('Invalid JWT: audience or times')
    const token = `ya29.peer-${randomUUID()}`
    this.#valid.add(token)
    this.granted += 1
    return { access_token: token, expires_in: 3_599, token_type: 'Bearer' }
  }
}

const sessionPath = /^\/v3\/(projects\/.+\/sessions\/[^/]+):detectIntent$/

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const send = (response: ServerResponse, status: number, value: unknown) => {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' })
  response.end(JSON.stringify(value))
}

/** The agent over REST. */
async function rest(
  agent: Agent,
  tokenServer: FakeTokenServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await read(request)
  const url = new URL(request.url ?? '/', 'http://peer')
  try {
    tokenServer.check(request.headers.authorization)
    const [, session] = sessionPath.exec(url.pathname) ?? []
    if (request.method !== 'POST' || session === undefined)
      throw new Refusal('NOT_FOUND', `nothing at ${url.pathname}`)
    if (request.headers['content-type'] !== 'application/json')
      throw new Refusal('INVALID_ARGUMENT', 'application/json, please')
    if (url.search !== '?$alt=json%3Benum-encoding=int')
      throw new Refusal('INVALID_ARGUMENT', `another query: ${url.search}`)
    const parsed = RestRequest.safeParse(JSON.parse(body))
    if (!parsed.success) throw new Refusal('INVALID_ARGUMENT', z.prettifyError(parsed.error))
    const { outputAudio, ...answer } = await agent.answer({ ...parsed.data, session })
    send(response, 200, {
      ...answer,
      ...(outputAudio && { outputAudio: outputAudio.toString('base64') }),
    })
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL', String(error))
    const { http: code, status, message } = refusal
    send(response, code, { error: { code, message, status } })
  }
}

async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export type FakeDialogflow = {
  /** address of the gRPC server, and of the REST server */
  grpc: string
  rest: string
  /** what the accepted requests said, the latest last */
  seen: Agent['seen']
  bargeIns: Agent['bargeIns']
  tokens: { readonly granted: number; revoke(): void }
  /** Secrets of the service account; `stranger` signs with a key that the peer does not know. */
  secrets(stranger?: boolean): { service_account: string }
  /** every text of the secrets that must not show up anywhere */
  hidden: string[]
  close(): Promise<void>
}

/** An agent of Dialogflow CX on loopback: a token endpoint that checks signatures, a gRPC server and a REST server. */
export async function startFakeDialogflow(mind: FakeMind): Promise<FakeDialogflow> {
  const agent = createAgent(mind, dialogflowAgent)
  const tokenServer = new FakeTokenServer()
  const tokens = await listen((request, response) => {
    void read(request).then((body) => {
      try {
        send(response, 200, tokenServer.grant(request, body))
      } catch (error) {
        send(response, 400, { error: 'invalid_grant', error_description: String(error) })
      }
    })
  })
  tokenServer.url = `${tokens.url}/token`
  const web = await listen((request, response) => void rest(agent, tokenServer, request, response))
  const grpc = await startFakeGrpc(agent, (authorization) => tokenServer.check(authorization))
  return {
    ...{ grpc: grpc.url, rest: web.url, tokens: tokenServer },
    ...{ seen: agent.seen, bargeIns: agent.bargeIns },
    secrets: (stranger = false) => ({
      service_account: JSON.stringify({
        type: 'service_account',
        project_id: dialogflowAgent.project_id,
        private_key_id: 'peer-key-id',
        private_key: stranger ? strangerKey : keys.privateKey,
        client_email: email,
        token_uri: tokenServer.url,
      }),
    }),
    hidden: ['ya29.peer-', 'peer-key-id', keys.privateKey.slice(40, 100)],
    async close() {
      await tokens.close()
      await web.close()
      await grpc.close()
    },
  }
}

/** Settings of a target that is this agent. */
export const dialogflowTarget = (url: string) => ({
  ...dialogflowAgent,
  endpoint: url,
  transport: 'grpc',
})
