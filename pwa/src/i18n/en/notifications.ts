import type zh from '../zh/notifications'

const messages: typeof zh = {}

export default messages
