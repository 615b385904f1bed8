/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What can be reached from where it runs:
 *
 *   probe interfaces             prints the network's, a line each
 *   probe tcp|udp ADDRESS PORT   sends a word to a numeric IPv4 address
 *   probe abstract NAME          the same to a Unix socket without a file
 *
 * Prints "sent" and ends with 0, or prints what the kernel says and ends with 1. */

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WORD "out\n"
#define USAGE 2

static int
refused (void)
{
  puts (strerror (errno));

  return EXIT_FAILURE;
}

static int
send_word (int                    type,
           const struct sockaddr *address,
           socklen_t              size)
{
  int fd = socket (address->sa_family, type, 0);

  if (fd < 0 || connect (fd, address, size) != 0)
    return refused ();
  if (send (fd, WORD, strlen (WORD), MSG_NOSIGNAL) < 0)
    return refused ();
  puts ("sent");

  return EXIT_SUCCESS;
}

static int
send_to_host (int         type,
              const char *host,
              const char *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (atoi (port)) };

  if (inet_pton (AF_INET, host, &address.sin_addr) != 1)
    return USAGE;

  return send_word (type, (struct sockaddr *) &address, sizeof address);
}

static int
send_to_name (const char *name)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  size_t len = strlen (name);

  /* The first byte stays 0: that is what makes it abstract. */
  if (len > sizeof address.sun_path - 1)
    return USAGE;
  memcpy (address.sun_path + 1, name, len);

  return send_word (SOCK_STREAM, (struct sockaddr *) &address,
                    offsetof (struct sockaddr_un, sun_path) + 1 + len);
}

static int
print_interfaces (void)
{
  struct if_nameindex *interfaces = if_nameindex ();

  if (!interfaces)
    return refused ();
  for (struct if_nameindex *at = interfaces; at->if_index; at++)
    puts (at->if_name);
  if_freenameindex (interfaces);

  return EXIT_SUCCESS;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 2 && strcmp (argv[1], "interfaces") == 0)
    return print_interfaces ();
  if (argc == 3 && strcmp (argv[1], "abstract") == 0)
    return send_to_name (argv[2]);
  if (argc == 4 && strcmp (argv[1], "tcp") == 0)
    return send_to_host (SOCK_STREAM, argv[2], argv[3]);
  if (argc == 4 && strcmp (argv[1], "udp") == 0)
    return send_to_host (SOCK_DGRAM, argv[2], argv[3]);

  return USAGE;
}
