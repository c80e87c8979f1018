namespace CfdBridge.Neural;

/// <summary>How a mesh is like the one of a model's training.</summary>
enum MeshLikeness
{
    /// <summary>The model was trained on many meshes.</summary>
    Any,

    /// <summary>Its cells are those of the training.</summary>
    Same,

    /// <summary>It fills the same space with other cells.</summary>
    SameSpace,

    /// <summary>It is another geometry.</summary>
    Other,
}
