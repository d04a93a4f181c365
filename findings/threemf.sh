# Sourced after lib.sh by the findings about 3MF: writes small valid files.
tetrahedron="<mesh><vertices><vertex x='0' y='0' z='0'/><vertex x='10' y='0' z='0'/><vertex x='0' y='10' z='0'/>
<vertex x='0' y='0' z='10'/></vertices><triangles><triangle v1='0' v2='2' v3='1'/><triangle v1='0' v2='1' v3='3'/>
<triangle v1='0' v2='3' v3='2'/><triangle v1='1' v2='2' v3='3'/></triangles></mesh>"

assimp_debs() {
    debs assimp-utils=5.2.5~ds0-1+b1 libassimp5=5.2.5~ds0-1+b1 libminizip1=1.1-8+deb12u1 libdraco7=1.5.5+dfsg-2
}

# model UNIT RESOURCES BUILD
model() {
    echo "<?xml version='1.0' encoding='UTF-8'?><model unit='$1' xml:lang='en-US' ${required:-}
xmlns='http://schemas.microsoft.com/3dmanufacturing/core/2015/02'
xmlns:p='http://schemas.microsoft.com/3dmanufacturing/production/2015/06'><resources>$2</resources><build>$3</build></model>"
}

# relation TARGET
relation() {
    echo "<?xml version='1.0' encoding='UTF-8'?><Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>
<Relationship Target='$1' Id='r1' Type='http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel'/></Relationships>"
}

# threemf NAME.3mf RESOURCES BUILD : beside what already lies in $work/NAME; inch when NAME is inch
threemf() {
    need zip
    local root=$work/${1%.3mf} unit=millimeter
    [ "$1" = inch.3mf ] && unit=inch
    mkdir -p "$root/_rels" "$root/3D"
    model $unit "$2" "$3" >"$root/3D/3dmodel.model"
    relation /3D/3dmodel.model >"$root/_rels/.rels"
    echo "<?xml version='1.0' encoding='UTF-8'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>
<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>
<Default Extension='model' ContentType='application/vnd.ms-package.3dmanufacturing-3dmodel+xml'/></Types>" >"$root/[Content_Types].xml"
    (cd "$root" && zip -q -r -X "$work/$1" '[Content_Types].xml' _rels 3D)
}
