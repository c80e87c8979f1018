#include "reader.h"

#include <algorithm>
#include <cctype>

#include <vtkDataSetReader.h>
#include <vtkFieldData.h>
#include <vtkInformation.h>
#include <vtkStreamingDemandDrivenPipeline.h>
#include <vtkXMLImageDataReader.h>
#include <vtkXMLPImageDataReader.h>
#include <vtkXMLPPolyDataReader.h>
#include <vtkXMLPRectilinearGridReader.h>
#include <vtkXMLPStructuredGridReader.h>
#include <vtkXMLPolyDataReader.h>
#include <vtkXMLRectilinearGridReader.h>
#include <vtkXMLStructuredGridReader.h>
#include <vtkXMLUnstructuredGridReader.h>

namespace
{
std::string ExtensionOf(const std::string& path)
{
    const auto dot = path.find_last_of('.');
    auto extension = dot == std::string::npos ? std::string() : path.substr(dot + 1);
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return extension;
}

vtkSmartPointer<vtkXMLReader> XmlReaderFor(const std::string& path)
{
    const auto extension = ExtensionOf(path);
    if (extension == "vtu") return vtkSmartPointer<vtkXMLUnstructuredGridReader>::New();
    if (extension == "vtp") return vtkSmartPointer<vtkXMLPolyDataReader>::New();
    if (extension == "vti") return vtkSmartPointer<vtkXMLImageDataReader>::New();
    if (extension == "vtr") return vtkSmartPointer<vtkXMLRectilinearGridReader>::New();
    if (extension == "vts") return vtkSmartPointer<vtkXMLStructuredGridReader>::New();
    if (extension == "pvtp") return vtkSmartPointer<vtkXMLPPolyDataReader>::New();
    if (extension == "pvti") return vtkSmartPointer<vtkXMLPImageDataReader>::New();
    if (extension == "pvtr") return vtkSmartPointer<vtkXMLPRectilinearGridReader>::New();
    if (extension == "pvts") return vtkSmartPointer<vtkXMLPStructuredGridReader>::New();
    return nullptr;
}

void ExpectSilence()
{
    const auto said = cfdb::Messages();
    if (!said.empty()) throw cfdb::BadFile(said);
}

vtkSmartPointer<vtkDataSet> ReadXml(vtkXMLReader* reader, const std::string& path)
{
    reader->SetFileName(path.c_str());
    reader->Update();
    ExpectSilence();
    if (reader->GetErrorCode() != 0) throw cfdb::BadFile("VTK could not read its arrays");
    return vtkDataSet::SafeDownCast(reader->GetOutputDataObject(0));
}

vtkSmartPointer<vtkDataSet> ReadLegacy(const std::string& path)
{
    const auto reader = vtkSmartPointer<vtkDataSetReader>::New();
    reader->SetFileName(path.c_str());
    // Without these VTK reads only the first array of each kind.
    reader->ReadAllScalarsOn();
    reader->ReadAllVectorsOn();
    reader->ReadAllNormalsOn();
    reader->ReadAllTensorsOn();
    reader->ReadAllColorScalarsOn();
    reader->ReadAllTCoordsOn();
    reader->ReadAllFieldsOn();
    reader->Update();
    ExpectSilence();
    return vtkDataSet::SafeDownCast(reader->GetOutputDataObject(0));
}

std::optional<double> TimeOf(vtkFieldData* fields)
{
    auto* values = fields ? fields->GetArray("TimeValue") : nullptr;
    if (!values || values->GetNumberOfValues() < 1) return std::nullopt;
    return values->GetComponent(0, 0);
}
}

namespace cfdb
{
Content Read(const std::string& path)
{
    const auto xml = XmlReaderFor(path);
    const auto data = xml ? ReadXml(xml, path) : ReadLegacy(path);
    if (!data) throw BadFile("it holds no mesh");
    const auto flat = Flattened(data);
    ExpectSound(flat);
    return {WithoutGhosts(flat), TimeOf(data->GetFieldData())};
}

std::optional<double> ReadTime(const std::string& path)
{
    const auto reader = XmlReaderFor(path);
    if (!reader) return std::nullopt;
    reader->SetFileName(path.c_str());
    reader->UpdateInformation();
    ExpectSilence();
    auto* information = reader->GetOutputInformation(0);
    auto* steps = vtkStreamingDemandDrivenPipeline::TIME_STEPS();
    if (!information->Has(steps) || information->Length(steps) < 1) return std::nullopt;
    return information->Get(steps, 0);
}
}
