/** Most bytes of an uploaded file that are kept; of a larger one only its size is. */
export const MOST_KEPT = 262_144;
