import { zodResolver } from '@hookform/resolvers/zod'

import { CreateRuleInput } from '#lib/notifications/schema.ts'

export const ruleResolver = zodResolver(CreateRuleInput)
