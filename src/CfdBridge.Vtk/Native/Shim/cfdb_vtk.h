// The whole C surface of the shim. Every function returns a status; results come through pointers; the text of a
// failure is fetched by cfdb_error_text on the same thread before the next call.
#pragma once

#include <stdint.h>

#define CFDB_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

enum
{
    CFDB_OK = 0,
    CFDB_BAD_FILE = 1,  // the file is damaged or not what it claims: the text is VTK's own
    CFDB_FAILED = 2,    // VTK or the machine failed: no memory, no space on the disk
    CFDB_MISUSE = 3     // the caller broke the contract of a function
};

enum { CFDB_CELL = 0, CFDB_POINT = 1, CFDB_WHOLE = 2 };     // what an array belongs to; CFDB_WHOLE is VTK's FieldData
enum { CFDB_INLINE = 0, CFDB_APPENDED = 1 };
enum { CFDB_FLOAT = 0, CFDB_DOUBLE = 1, CFDB_UINT8 = 2 };

// One unstructured grid over the caller's memory: it borrows every buffer given to it, and these must stand still
// until cfdb_grid_free.
typedef struct cfdb_grid cfdb_grid;

// Cells in VTK's layout; without polyhedra faces and face_offsets are null.
typedef struct
{
    const uint8_t* types;
    const int32_t* offsets;         // cells + 1
    const int32_t* connectivity;
    const int32_t* faces;           // face streams of the polyhedra
    const int32_t* face_offsets;    // where each cell's stream begins, or -1
    int64_t cells;
    int64_t connectivity_length;
    int64_t faces_length;
} cfdb_cells_t;

// Text of this thread's last failure, UTF-8, cut at capacity; length is that of the whole text.
CFDB_API int cfdb_error_text(uint8_t* text, int32_t capacity, int32_t* length);

CFDB_API int cfdb_library_version(int32_t* major, int32_t* minor, int32_t* build);

CFDB_API int cfdb_grid_create(cfdb_grid** grid);
CFDB_API int cfdb_grid_set_points(cfdb_grid* grid, const double* points, int64_t count);
CFDB_API int cfdb_grid_set_cells(cfdb_grid* grid, const cfdb_cells_t* cells);
CFDB_API int cfdb_grid_add_array(cfdb_grid* grid, int32_t association, const char* name, int32_t components, int64_t rows,
    int32_t type, const void* values);
CFDB_API int cfdb_grid_set_time(cfdb_grid* grid, double time);

// Writes a .vtu, its arrays inline as base64 text or appended as raw bytes; zlib at a level from 1 (fast) to 9 (small),
// 64-bit header.
CFDB_API int cfdb_grid_write(const cfdb_grid* grid, const char* path, int32_t mode, int32_t level);

CFDB_API int cfdb_grid_free(cfdb_grid* grid);

// Places in a grid, found once: the cell that holds each, and the weights of that cell's points there. The grid must live
// as long, and must not change.
typedef struct cfdb_probe cfdb_probe;

// places: [count, 3]; outside: how many of them no cell holds.
CFDB_API int cfdb_probe_create(const cfdb_grid* grid, const double* places, int64_t count, cfdb_probe** probe, int64_t* outside);

// A cell array at the places, as ParaView's "Cell Data to Point Data" and "Resample With Dataset" have it: every point of the
// grid the mean of the known cells around it, every place the sum of its cell's points by their weights. known: [cells],
// 0 for cells whose value is not used, or null for all. result: [count, components], NaN where there is no known cell.
CFDB_API int cfdb_probe_apply(const cfdb_probe* probe, const float* values, const uint8_t* known, int32_t components, float* result);

CFDB_API int cfdb_probe_free(cfdb_probe* probe);

#ifdef __cplusplus
}
#endif
