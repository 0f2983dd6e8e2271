import { z } from 'zod'

import { actorKinds, roles, sessionKinds, tokenScopes } from '#db/enums.ts'

const timestamp = z.iso.datetime()
const Name = z.string().trim().min(1).max(200)
const Email = z.email().max(320)
/** Its rules are those of `NewPassword`; the verb applies them. */
const Password = z.string().min(1).max(200)

export const UserView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(roles),
    is_active: z.boolean(),
    /** an administrator set the password: its owner must choose another before anything else */
    password_due: z.boolean(),
    last_sign_in_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'User' })
export type UserView = z.output<typeof UserView>

export const CreateUserInput = z.strictObject({
  email: Email,
  name: Name,
  role: z.enum(roles),
  password: Password,
})
export type CreateUserInput = z.output<typeof CreateUserInput>

export const UpdateUserInput = z
  .strictObject({
    name: Name,
    role: z.enum(roles),
    is_active: z.boolean(),
    /** ends all sessions of the user, who must choose another at the next sign-in */
    password: Password,
  })
  .partial()
export type UpdateUserInput = z.output<typeof UpdateUserInput>

export const ChangePasswordInput = z.strictObject({
  current: Password,
  password: Password,
  /** also revokes all of the own API tokens */
  revoke_tokens: z.boolean().default(false),
})
export type ChangePasswordInput = z.input<typeof ChangePasswordInput>

export const CreateOrganizationInput = z.strictObject({
  name: Name,
  admin: z.strictObject({ email: Email, name: Name, password: Password }),
})
export type CreateOrganizationInput = z.output<typeof CreateOrganizationInput>

export const OrganizationView = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  created_at: timestamp,
})
export type OrganizationView = z.output<typeof OrganizationView>

export const MeView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(roles),
    /** the password must be changed before anything else is allowed */
    password_due: z.boolean(),
    organization: OrganizationView,
  })
  .meta({ id: 'Me' })
export type MeView = z.output<typeof MeView>

export const CreateApiTokenInput = z.strictObject({
  name: Name,
  /** days until it expires, 90 unless given; at most API_TOKEN_MAX_DAYS. null: never, where the server allows that */
  expires_in_days: z.number().int().min(1).max(3_650).nullable().optional(),
  /** what it may be used for, within what its owner may do; what CI needs unless given. Every token may read */
  scopes: z.array(z.enum(tokenScopes)).min(1).default(['read', 'run', 'import']),
})
export type CreateApiTokenInput = z.input<typeof CreateApiTokenInput>

export const ApiTokenView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** its first characters */
    prefix: z.string(),
    /** what it may be used for, within what its owner may do */
    scopes: z.array(z.enum(tokenScopes)),
    user: z.object({ id: z.uuid(), name: z.string() }),
    last_used_at: timestamp.nullable(),
    expires_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'ApiToken' })
export type ApiTokenView = z.output<typeof ApiTokenView>

/** The only answer that ever holds the token itself. */
export const NewApiTokenView = ApiTokenView.extend({ token: z.string() }).meta({
  id: 'NewApiToken',
})
export type NewApiTokenView = z.output<typeof NewApiTokenView>

export const SessionView = z
  .object({
    id: z.uuid(),
    /** `api`: a program that holds access and refresh tokens */
    kind: z.enum(sessionKinds),
    /** browser and system, as far as they say so */
    client: z.string(),
    /** where it was last seen; null when that is not known for certain */
    address: z.string().nullable(),
    /** the one that asks */
    is_current: z.boolean(),
    signed_in_at: timestamp,
    last_seen_at: timestamp,
    /** it ends then at the latest */
    expires_at: timestamp,
  })
  .meta({ id: 'Session' })
export type SessionView = z.output<typeof SessionView>

export const SessionList = z.object({ data: z.array(SessionView) })
export const EndedSessions = z.object({ ended: z.number().int() })

export const SignOutInput = z.strictObject({
  /** of the session to end; without it that of the access token or cookie */
  refresh_token: z.string().min(1).max(200).optional(),
})

export const ActivityView = z
  .object({
    id: z.uuid(),
    /** `<domain>.<verb>` */
    action: z.string(),
    entity_type: z.string(),
    entity_id: z.uuid().nullable(),
    /** who acted: a user, an API token, a webhook's connection, a schedule, or Earshot itself (`system`) */
    actor: z.object({
      kind: z.enum(actorKinds),
      /** of the user, token, connection or schedule; null for Earshot */
      id: z.uuid().nullable(),
      name: z.string(),
    }),
    /** on whose account; null where no person acted */
    user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    detail: z.record(z.string(), z.unknown()),
    /** the fields that changed as they were, secrets masked; null: nothing was there, or nothing changed */
    before: z.record(z.string(), z.unknown()).nullable(),
    /** the same as they are since; null: nothing is left, or nothing changed */
    after: z.record(z.string(), z.unknown()).nullable(),
    request_id: z.string().nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'Activity' })
export type ActivityView = z.output<typeof ActivityView>

export const TokenView = z
  .object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('Bearer'),
    /** s */
    expires_in: z.number().int(),
  })
  .meta({ id: 'Tokens' })
export type TokenView = z.output<typeof TokenView>

export const RefreshInput = z.strictObject({ refresh_token: z.string().min(1).max(200) })
export type RefreshInput = z.output<typeof RefreshInput>
