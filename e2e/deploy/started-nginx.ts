import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { freePort } from '#e2e/deploy/free-port.ts'
import { fromRoot } from '#scripts/processes/root.ts'

export type Nginx = { http: string; https: string; certificate: string; stop: () => Promise<void> }

type Options = {
  nginx: string
  openssl: string
  mode: 'http' | 'https'
  /** `host:port` of the web application */
  web: string
}

/** A certificate for localhost, signed by itself. */
function certify(openssl: string, folder: string): void {
  const { status, stderr } = spawnSync(
    openssl,
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', join(folder, 'tls.key'), '-out', join(folder, 'tls.crt')],
    ],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
}

/** What the image of nginx does with templates when it starts, with our folders in the place of /etc/nginx. */
async function render(folder: string, file: string, values: Record<string, string>) {
  const text = await readFile(file, 'utf8')
  return text
    .replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    .replaceAll('/etc/nginx/mime.types', '/etc/nginx/mime.types.kept')
    .replaceAll(/\/etc\/nginx\/(snippets|conf\.d|certs)/g, `${folder}/$1`)
    .replaceAll('/etc/nginx/mime.types.kept', '/etc/nginx/mime.types')
    .replaceAll('/tmp/nginx', join(folder, 'nginx'))
}

async function untilOpen(port: number, failed: () => string | null): Promise<void> {
  for (;;) {
    const reason = failed()
    if (reason !== null) throw new Error(`nginx did not start:\n${reason}`)
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Starts a real nginx with the files of deploy/nginx in front of `web`. */
export async function startNginx({ nginx, openssl, mode, web }: Options): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-nginx-'))
  const [httpPort, httpsPort] = [await freePort(), await freePort()]
  const values = {
    EARSHOT_WEB: web,
    NGINX_HTTP_PORT: `127.0.0.1:${httpPort}`,
    NGINX_HTTPS_PORT: `127.0.0.1:${httpsPort}`,
  }
  for (const part of ['snippets', 'conf.d', 'certs']) {
    await cp(fromRoot('deploy/nginx/snippets'), join(folder, part), { recursive: true })
    if (part !== 'snippets') await rm(join(folder, part, 'earshot.conf'))
  }
  certify(openssl, join(folder, 'certs'))
  const main = join(folder, 'nginx.conf')
  await writeFile(main, await render(folder, fromRoot('deploy/nginx/nginx.conf'), values))
  await writeFile(
    join(folder, 'conf.d/earshot.conf'),
    await render(folder, fromRoot(`deploy/nginx/${mode}/earshot.conf.template`), values),
  )
  // Its image runs it as somebody else from the start; as root it would give its own folder to nobody.
  const user = process.getuid?.() === 0 ? ' user root;' : ''
  const child = spawn(nginx, ['-p', folder, '-c', main, '-g', `daemon off;${user}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let written = ''
  child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()))
  const stop = async () => {
    child.kill('SIGQUIT')
    const gone = once(child, 'exit')
    // Event streams may stay open for an hour.
    const timer = setTimeout(() => child.kill('SIGTERM'), 1_000)
    if (child.exitCode === null && child.signalCode === null) await gone
    clearTimeout(timer)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await untilOpen(httpPort, () => (child.exitCode === null ? null : written))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    http: `http://127.0.0.1:${httpPort}`,
    https: `https://127.0.0.1:${httpsPort}`,
    certificate: await readFile(join(folder, 'certs/tls.crt'), 'utf8'),
    stop,
  }
}
