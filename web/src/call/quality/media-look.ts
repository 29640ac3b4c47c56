/** How often it is looked how a call sounds, and how long a look may take. Milliseconds. */
export const MEDIA_LOOK = { interval: 2_000, deadline: 1_500 };
