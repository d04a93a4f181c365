#!/bin/bash
# One would guess: a reader that knows no production extension shows less, or says that the file requires an extension it lacks.
# What happens: assimp takes no notice of requiredextensions nor of the component's p:path, finds nothing under that id in the root
# model, and refuses the file with a message about its own scene. A sliced file without any mesh ends with the same words.
# Seen with assimp 5.2.5 (Debian 12) on 2026-11-27.
# Why it matters: every project that today's slicers save keeps its meshes in files of their own, so for a farm's previews this
# reader sees nothing, and its message does not tell a project from a file that holds G-code only.
cd "$(dirname "$0")" && . ./lib.sh && . ./threemf.sh
assimp_debs
mkdir -p "$work/p/3D/Objects" "$work/p/3D/_rels"
model millimeter "<object id='1' p:UUID='00010000-1111-4222-8333-444444444444'>$tetrahedron</object>" '' >"$work/p/3D/Objects/part.model"
relation /3D/Objects/part.model >"$work/p/3D/_rels/3dmodel.model.rels"
required='requiredextensions="p"' threemf p.3mf "<object id='2' p:UUID='00020000-1111-4222-8333-444444444444'><components>
    <component p:path='/3D/Objects/part.model' objectid='1' p:UUID='00030000-1111-4222-8333-444444444444'/></components></object>" \
    "<item objectid='2' p:UUID='00040000-1111-4222-8333-444444444444'/>"
threemf sliced.3mf '' ''
run sh -c 'for f in p sliced; do assimp info $f.3mf 2>&1 | sed -n "s/^ERROR:/$f:/p"; done'
says 'p: Failed to load file: Validation failed: aiScene::mNumMeshes is 0. At least one mesh must be there' \
    'sliced: Failed to load file: Validation failed: aiScene::mNumMeshes is 0. At least one mesh must be there'
holds
