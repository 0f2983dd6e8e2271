// Imported before anything that reads a setting: the web application runs as in production here, which takes no published
// key, and what this process seals must be readable there.
import { randomBytes } from 'node:crypto'

process.env['JWT_SECRET_KEY'] ??= randomBytes(32).toString('hex')
process.env['SECRETS_KEY'] ??= randomBytes(32).toString('hex')
