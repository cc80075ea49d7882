namespace TradingBase.Compute;

/// <summary>Why a question is not asked elsewhere.</summary>
public enum ComputeRefusal
{
    /// <summary>The question itself is wrong: too long, or of a form that is not understood.</summary>
    BadRequest,

    /// <summary>The key is missing, wrong or may not do this.</summary>
    Unauthorized,

    /// <summary>The model declined to answer.</summary>
    Declined,
}
