import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { settingGroups } from '#lib/platform/config/definitions.ts'
import { findProgram } from '#scripts/processes/debian.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Service = z.looseObject({
  image: z.string(),
  build: z.object({ target: z.string(), dockerfile: z.string() }).loose().optional(),
  restart: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.unknown()).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.unknown().optional(),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
})

const read = (path: string) => readFileSync(fromRoot(path), 'utf8')
const text = read('docker-compose.yml')
const { services, volumes } = Compose.parse(parse(text, { merge: true }))
const own = Object.entries(services).filter(([, { build }]) => build !== undefined)
const demo = parseEnv(read('deploy/compose.demo.env'))
const required = [...new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name ?? ''))]
const dockerfile = read('deploy/docker/Dockerfile')
const program = findProgram('docker-compose')

describe.skipIf(program === null)('docker-compose', () => {
  const config = (env: string) =>
    spawnSync(program ?? '', ['--env-file', env, '-f', fromRoot('docker-compose.yml'), 'config'], {
      encoding: 'utf8',
      env: { NODE_ENV: 'test', PATH: process.env['PATH'] },
    })

  test('takes the file for the demo', () => {
    const { status, stderr } = config(fromRoot('deploy/compose.demo.env'))
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  test('refuses to start for real use while a secret is missing, and names it', () => {
    const { status, stderr } = config(fromRoot('deploy/compose.env.example'))
    expect(status).not.toBe(0)
    expect(stderr).toMatch(/set \w+ in \.env/)
  })
})

test('every secret is asked for, and none stands in the file', () => {
  expect(required.toSorted()).toEqual([
    'GRAFANA_ADMIN_PASSWORD',
    'JWT_SECRET_KEY',
    'MINIO_ROOT_PASSWORD',
    'MINIO_ROOT_USER',
    'POSTGRES_PASSWORD',
    'SECRETS_KEY',
  ])
  const example = read('deploy/compose.env.example')
  for (const name of required) {
    expect(demo[name]).toBeTruthy()
    expect(example).toMatch(new RegExp(`^${name}=$`, 'm'))
  }
  const named = Object.values(services).flatMap(({ environment }) => Object.entries(environment))
  for (const [name, value] of named)
    if (/PASSWORD|SECRET|_KEY/.test(name)) expect(String(value), name).toMatch(/^\$\{/)
})

test('what Earshot is given are settings of it', () => {
  const known = new Set(Object.values(settingGroups).flatMap((group) => Object.keys(group)))
  for (const [, { environment }] of own)
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([])
  const compose = ['POSTGRES_PASSWORD', 'MINIO_ROOT_USER', 'MINIO_ROOT_PASSWORD']
  const others = [...compose, 'GRAFANA_ADMIN_PASSWORD', 'PGADMIN_PASSWORD']
  expect(Object.keys(demo).filter((name) => !known.has(name) && !others.includes(name))).toEqual([])
})

test('services are on one network, of fixed versions, and wait for what they need to be well', () => {
  for (const [name, service] of Object.entries(services)) {
    expect(service.networks, name).toEqual(['voiceai-network'])
    if (!service.build) expect(service.image, name).toMatch(/:[\w.-]*\d[\w.-]*$/)
    for (const [other, { condition }] of Object.entries(service.depends_on)) {
      const needed = services[other]
      expect(needed, `${name} needs ${other}`).toBeDefined()
      if (condition === 'service_healthy')
        expect(needed?.healthcheck ?? dockerfile.includes(`AS ${other}\n`), other).toBeTruthy()
      else expect(needed?.restart, other).toBe('no')
    }
  }
  for (const [name, { read_only, cap_drop }] of own) {
    expect(read_only, name).toBe(true)
    expect(cap_drop, name).toEqual(['ALL'])
  }
})

test('folders and volumes that are mounted exist', () => {
  for (const { volumes: mounts } of Object.values(services))
    for (const mount of mounts) {
      const [from = ''] = mount.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').split(':')
      if (from.startsWith('.')) expect(existsSync(fromRoot(from)), from).toBe(true)
      else expect(Object.keys(volumes)).toContain(from)
    }
})

describe('the Dockerfile', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1)
  const stage = (name: string) => stages.find((one) => one.split('\n')[0]?.endsWith(`AS ${name}`))

  test('has a target for each image', () => {
    for (const [name, { build }] of own) {
      expect(build?.dockerfile).toBe('deploy/docker/Dockerfile')
      expect(stage(build?.target ?? ''), name).toBeDefined()
    }
  })

  test('copies what is there, and what the context holds', () => {
    const ignored = read('.dockerignore').split('\n')
    for (const [, sources = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const source of sources.split(' ')) {
        expect(existsSync(fromRoot(source)), source).toBe(true)
        expect(ignored).not.toContain(source)
      }
  })

  test('starts programs that are there, as nobody who may do everything', () => {
    for (const [name] of own) {
      const [, script = ''] = /CMD \["node",.*"([\w/.-]+\.ts)"\]\s*$/.exec(stage(name) ?? '') ?? []
      expect(existsSync(fromRoot(script)), name).toBe(true)
    }
    expect(stage('base')).toMatch(/^USER node$/m)
    for (const target of own.map(([name]) => name).filter((name) => name !== 'migrate'))
      expect(stage(target)).toContain('HEALTHCHECK')
  })

  test('begins from a fixed version of Node.js that runs Earshot, and adds nothing from the network', () => {
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:24\.(1[2-9]|[2-9]\d)\.\d+-bookworm-slim$/m)
    expect(stages.every((one) => /^(\$\{NODE_IMAGE\}|modules|base) /.test(one))).toBe(true)
    expect(dockerfile).not.toMatch(/^(ADD|RUN.*(curl|wget|sudo))/m)
  })
})
