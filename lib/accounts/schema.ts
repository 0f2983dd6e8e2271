import { z } from 'zod'

import { roles } from '#db/enums.ts'

const timestamp = z.iso.datetime()
const Name = z.string().trim().min(1).max(200)
const Email = z.email().max(320)
/** Its rules are those of `NewPassword`; the verb applies them. */
const Password = z.string().min(1).max(200)

export const UserView = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  is_active: z.boolean(),
  last_sign_in_at: timestamp.nullable(),
  created_at: timestamp,
})
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
    /** ends all sessions of the user */
    password: Password,
  })
  .partial()
export type UpdateUserInput = z.output<typeof UpdateUserInput>

export const ChangePasswordInput = z.strictObject({ current: Password, password: Password })
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>

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

export const MeView = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  organization: OrganizationView,
})
export type MeView = z.output<typeof MeView>

export const CreateApiTokenInput = z.strictObject({
  name: Name,
  /** days until it expires; null never */
  expires_in_days: z.number().int().min(1).max(3_650).nullable().default(90),
})
export type CreateApiTokenInput = z.input<typeof CreateApiTokenInput>

export const ApiTokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** its first characters */
  prefix: z.string(),
  user: z.object({ id: z.uuid(), name: z.string() }),
  last_used_at: timestamp.nullable(),
  expires_at: timestamp.nullable(),
  created_at: timestamp,
})
export type ApiTokenView = z.output<typeof ApiTokenView>

/** The only answer that ever holds the token itself. */
export const NewApiTokenView = ApiTokenView.extend({ token: z.string() })
export type NewApiTokenView = z.output<typeof NewApiTokenView>

export const ActivityView = z.object({
  id: z.uuid(),
  /** `<domain>.<verb>` */
  action: z.string(),
  entity_type: z.string(),
  entity_id: z.uuid().nullable(),
  /** null: Earshot itself */
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
  request_id: z.string().nullable(),
  created_at: timestamp,
})
export type ActivityView = z.output<typeof ActivityView>

export const TokenView = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  /** s */
  expires_in: z.number().int(),
})
export type TokenView = z.output<typeof TokenView>

export const RefreshInput = z.strictObject({ refresh_token: z.string().min(1).max(200) })
export type RefreshInput = z.output<typeof RefreshInput>
