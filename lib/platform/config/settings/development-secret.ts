export const developmentSecret = 'earshot-development-secret-not-for-production'
