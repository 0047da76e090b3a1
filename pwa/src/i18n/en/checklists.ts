import type zh from '../zh/checklists'

const messages: typeof zh = {}

export default messages
