/** Clients of databases and brokers, in whatever language: they say the same. */
import { says, type Tool } from './tool';

export const databases: Tool = {
  name: 'database',
  reaches: 'service',
  handles: 'service',
  says: [
    ...says(
      'refused',
      'service',
      /\bcould not connect to server: /,
      /\bIs the server running (?:on|locally|at)\b/,
      /\bconnection to server at "[^"]{1,200}"/,
      /\bCan't connect to (?:local )?(?:MySQL|MariaDB)? ?server\b/i,
      /\bMongo(?:Network|ServerSelection|Timeout)\w{0,20}(?:Error|Exception)\b/,
      /\bCould not connect to Redis\b/i,
      /\bNoBrokersAvailable\b|\bBroker transport failure\b|\bconnection to \S{1,120}:9092\b/i,
      /\bCan't reach database server\b/,
      /\bCommunications link failure\b/,
      /\bNo living connections\b|\bNoNodeAvailable\w{0,20}\b/,
    ),
    ...says(
      'bad-credentials',
      'service',
      /\bpassword authentication failed for user\b/,
      /\bAccess denied for user '/,
      /\bno pg_hba\.conf entry\b/,
      /\bNOAUTH Authentication required\b|\bWRONGPASS\b/,
      /\bFATAL: {1,3}(?:role|database) "[^"]{1,100}" does not exist\b/,
      /\bUnknown database '/,
      /\bLogin failed for user\b/,
    ),
  ],
};
