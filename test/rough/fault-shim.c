/*
 * A disk that fails, for any program: LD_PRELOAD puts these functions before those of the C library. They count the calls on
 * files below one folder and let one of them fail, or all from one on. Configured by the environment:
 *
 *   FAULT_FOLDER  absolute path; nothing outside it is counted
 *   FAULT_LOG     file that each counted call is added to: "12 open /job/input/a.csv", the number first
 *   FAULT_AT      number of the call that fails, from 1; without it none does
 *   FAULT_ERRNO   number of the error that it fails with
 *   FAULT_LASTS   if set, every later call fails as well
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>

/* Declared here and not by headers, which define some of the names below as macros or with variable arguments. */
struct stat;
struct stat64;
struct iovec;
struct dirent64;
struct timespec;
typedef struct directory DIR;

static atomic_long calls;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

static int isBelow(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  size_t length = folder == NULL ? 0 : strlen(folder);
  return length > 0 && path != NULL && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void note(long number, const char *call, const char *path) {
  static int (*realOpen)(const char *, int, int);
  static ssize_t (*realWrite)(int, const void *, size_t);
  static int log = -1;
  if (realWrite == NULL) {
    realOpen = next("open");
    realWrite = next("write");
    log = realOpen(getenv("FAULT_LOG"), 02001 | 0100 | 02000000, 0600); /* O_WRONLY, O_APPEND, O_CREAT, O_CLOEXEC */
  }
  char line[5000];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
  if (log >= 0) realWrite(log, line, (size_t)length);
}

/* Counts a call. Returns whether it fails; errno is then set. */
static int fails(const char *call, const char *path) {
  if (!isBelow(path)) return 0;
  int before = errno;
  const char *at = getenv("FAULT_AT");
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (getenv("FAULT_LOG") != NULL) note(number, call, path);
  errno = before;
  if (at == NULL || number < atol(at) || (number > atol(at) && getenv("FAULT_LASTS") == NULL)) return 0;
  errno = atoi(getenv("FAULT_ERRNO"));
  return 1;
}

/* The same for a file that is open. */
static int failsOpen(const char *call, int file) {
  static ssize_t (*realReadlink)(const char *, char *, size_t);
  if (realReadlink == NULL) realReadlink = next("readlink");
  char link[64], path[4500];
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = realReadlink(link, path, sizeof path - 1);
  errno = before;
  if (length < 0) return 0;
  path[length] = 0;
  return fails(call, path);
}

/* Replaces one function of the C library. */
#define CALL(type, name, parameters, arguments, failing, failed) \
  type name parameters { \
    static type(*real) parameters; \
    if (real == NULL) real = next(#name); \
    if (failing) return failed; \
    return real arguments; \
  }
#define PATH_CALL(type, name, parameters, arguments) CALL(type, name, parameters, arguments, fails(#name, path), (type)-1)
#define FILE_CALL(type, name, parameters, arguments) CALL(type, name, parameters, arguments, failsOpen(#name, file), (type)-1)

PATH_CALL(int, open, (const char *path, int flags, int mode), (path, flags, mode))
PATH_CALL(int, open64, (const char *path, int flags, int mode), (path, flags, mode))
PATH_CALL(int, creat, (const char *path, int mode), (path, mode))
PATH_CALL(int, mkdir, (const char *path, int mode), (path, mode))
PATH_CALL(int, rmdir, (const char *path), (path))
PATH_CALL(int, unlink, (const char *path), (path))
PATH_CALL(int, remove, (const char *path), (path))
PATH_CALL(int, chmod, (const char *path, int mode), (path, mode))
PATH_CALL(int, access, (const char *path, int mode), (path, mode))
PATH_CALL(ssize_t, readlink, (const char *path, char *into, size_t size), (path, into, size))
PATH_CALL(int, rename, (const char *from, const char *path), (from, path))
PATH_CALL(int, link, (const char *from, const char *path), (from, path))
PATH_CALL(int, symlink, (const char *to, const char *path), (to, path))
PATH_CALL(int, __xstat, (int version, const char *path, struct stat *into), (version, path, into))
PATH_CALL(int, __xstat64, (int version, const char *path, struct stat64 *into), (version, path, into))
PATH_CALL(int, __lxstat, (int version, const char *path, struct stat *into), (version, path, into))
PATH_CALL(int, __lxstat64, (int version, const char *path, struct stat64 *into), (version, path, into))
PATH_CALL(int, scandir64, (const char *path, struct dirent64 ***into, void *filter, void *order), (path, into, filter, order))
CALL(DIR *, opendir, (const char *path), (path), fails("opendir", path), NULL)
CALL(char *, mkdtemp, (char *path), (path), fails("mkdtemp", path), NULL)
CALL(char *, realpath, (const char *path, char *into), (path, into), fails("realpath", path), NULL)

FILE_CALL(int, __fxstat, (int version, int file, struct stat *into), (version, file, into))
FILE_CALL(int, __fxstat64, (int version, int file, struct stat64 *into), (version, file, into))
FILE_CALL(ssize_t, read, (int file, void *into, size_t size), (file, into, size))
FILE_CALL(ssize_t, pread, (int file, void *into, size_t size, off_t at), (file, into, size, at))
FILE_CALL(ssize_t, pread64, (int file, void *into, size_t size, off64_t at), (file, into, size, at))
FILE_CALL(ssize_t, readv, (int file, const struct iovec *parts, int count), (file, parts, count))
FILE_CALL(ssize_t, preadv64, (int file, const struct iovec *parts, int count, off64_t at), (file, parts, count, at))
FILE_CALL(ssize_t, write, (int file, const void *from, size_t size), (file, from, size))
FILE_CALL(ssize_t, pwrite, (int file, const void *from, size_t size, off_t at), (file, from, size, at))
FILE_CALL(ssize_t, pwrite64, (int file, const void *from, size_t size, off64_t at), (file, from, size, at))
FILE_CALL(ssize_t, writev, (int file, const struct iovec *parts, int count), (file, parts, count))
FILE_CALL(ssize_t, pwritev64, (int file, const struct iovec *parts, int count, off64_t at), (file, parts, count, at))
FILE_CALL(int, fsync, (int file), (file))
FILE_CALL(int, fdatasync, (int file), (file))
FILE_CALL(int, ftruncate, (int file, off_t size), (file, size))
FILE_CALL(int, ftruncate64, (int file, off64_t size), (file, size))
FILE_CALL(int, fallocate, (int file, int mode, off_t at, off_t size), (file, mode, at, size))
FILE_CALL(int, fchmod, (int file, int mode), (file, mode))

/* A file that cannot be closed is closed all the same. */
int close(int file) {
  static int (*real)(int);
  if (real == NULL) real = next("close");
  int failed = failsOpen("close", file) ? errno : 0;
  int answer = real(file);
  if (failed == 0) return answer;
  errno = failed;
  return -1;
}

/* Node.js asks for some things by their number: the status of files, closing, vectors at a place. */
long syscall(long number, ...) {
  static long (*real)(long, ...);
  if (real == NULL) real = next("syscall");
  long given[6];
  va_list list;
  va_start(list, number);
  for (int at = 0; at < 6; at += 1) given[at] = va_arg(list, long);
  va_end(list);
  const char *path = (const char *)given[1];
  if (number == SYS_statx && (path[0] == 0 ? failsOpen("statx", (int)given[0]) : fails("statx", path))) return -1;
  if (number == SYS_preadv && failsOpen("preadv", (int)given[0])) return -1;
  if (number == SYS_pwritev && failsOpen("pwritev", (int)given[0])) return -1;
  if (number == SYS_close) return close((int)given[0]);
  return real(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
