import type zh from '../zh/ordering'

const messages: typeof zh = {}

export default messages
