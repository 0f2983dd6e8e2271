import { z } from 'zod'

import { developmentSecret } from '#lib/platform/config/settings/development-secret.ts'
import { integer, list } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const authentication = group({
  JWT_SECRET_KEY: {
    schema: z.string().min(16).default(developmentSecret),
    doc: 'signs sessions and API tokens; at least 16 characters, 32 in production',
    secret: true,
    requiredInProduction: true,
  },
  JWT_ALGORITHM: {
    schema: z.enum(['HS256']).default('HS256'),
    doc: 'signature of access tokens',
  },
  ACCESS_TOKEN_EXPIRE_MINUTES: {
    schema: integer(1, 1_440, 30),
    doc: 'life of an access token',
  },
  REFRESH_TOKEN_EXPIRE_DAYS: {
    schema: integer(1, 365, 14),
    doc: 'life of a refresh token that is not used',
  },
  SESSION_MAX_DAYS: {
    schema: integer(1, 365, 30),
    doc: 'a session ends so long after its sign-in, however busy it is; that of a program with refresh tokens too',
  },
  SESSION_IDLE_HOURS: {
    schema: integer(1, 8_760, 72),
    doc: 'a session in a browser ends after so many hours without a request',
  },
  API_TOKEN_MAX_DAYS: {
    schema: integer(0, 3_650, 365),
    doc: 'an API token expires so long after it was made, at the latest; tokens made before too. 0: without limit, and tokens that never expire are allowed',
  },
  PASSWORD_HASH_ROUNDS: {
    schema: integer(4, 16, 12),
    doc: 'work to hash a password: 12 is argon2id with 19 MiB and 2 passes, each step doubles it; at least 12 in production',
  },
  SECRETS_KEY: {
    schema: z.string().min(16).default(developmentSecret),
    doc: 'encrypts stored credentials (AES-256-GCM); at least 32 characters in production',
    secret: true,
    requiredInProduction: true,
  },
  SECRETS_KEYS_PREVIOUS: {
    schema: list,
    doc: 'comma-separated keys that SECRETS_KEY has replaced: they still decrypt what they encrypted, until `earshot secrets reseal` has encrypted all of it again',
    secret: true,
  },
  NEXTAUTH_URL: {
    schema: z.url().optional(),
    doc: 'address of the sign-in pages; FRONTEND_URL when unset',
  },
})
