"""Real browsers and a real server, made easy to ask things of."""
