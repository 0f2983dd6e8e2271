#!/usr/bin/env node
// The `earshot` command: hands over to the project's own Node, which runs the TypeScript.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const boot = join(dirname(fileURLToPath(import.meta.url)), 'boot.mjs')
const args = [boot, 'cli/main.ts', ...process.argv.slice(2)]
const child = spawn(process.execPath, args, { stdio: 'inherit' })
// A terminal sends Ctrl-C to the child as well, which decides what it means.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => process.exit(code ?? 143))
